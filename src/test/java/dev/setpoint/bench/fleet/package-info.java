/**
 * Measures a controller with thousands of agents on one machine, over the real wire. One process is
 * the controller; the other one holds all agents, which are real at their end of the connection and
 * light behind it: they look at no engine. Starts at {@link dev.setpoint.bench.fleet.FleetBench}.
 */
@NullMarked
package dev.setpoint.bench.fleet;

import org.jspecify.annotations.NullMarked;
