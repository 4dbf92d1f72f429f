/** The contract of kinds that only LXD and Incus servers hold, on both of them. */
@NullMarked
package dev.setpoint.target.contract.server;

import org.jspecify.annotations.NullMarked;
