/**
 * What an author needs to show that a plugin is right: contracts to adopt as JUnit 5 interfaces, a reference for formulas
 * and one for programs, both in plain double precision, a check of derived gradients, and a device that checks how it is used.
 *
 * <p>Contracts with "Training" in their name train through {@link dev.occam.Occam} and need an engine on the test class path;
 * the others need nothing but the api.
 */
package dev.occam.testkit;
