/**
 * Verbs that speak of the whole fleet: its nodes, what a person approves, who may join and who may
 * ask. Each asks the controller and prints; what is printed of a page stands here too.
 */
@NullMarked
package dev.setpoint.cli.fleet;

import org.jspecify.annotations.NullMarked;
