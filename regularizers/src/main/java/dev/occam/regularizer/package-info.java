/** The regularizers that come with Occam, written against the api alone, as anybody would write one. */
package dev.occam.regularizer;
