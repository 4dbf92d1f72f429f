/** Benchmarks of the pure rooms; each has a main method. They are not run by the tests. */
@NullMarked
package dev.setpoint.bench;

import org.jspecify.annotations.NullMarked;
