/**
 * What an author needs to show that a plugin is right: contracts to adopt as JUnit 5 interfaces, a reference for formulas
 * and one for programs, both in plain double precision, and a check of derived gradients.
 */
package dev.occam.testkit;
