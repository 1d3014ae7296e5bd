/** What a peer implements, and the process that it runs in. Needs nothing but the JDK. */
package dev.occam.benchmark.peer;
