/**
 * What the kinds of resources on a server have in common: the interface that each of them fills,
 * and the marks by which Setpoint knows its own. The kinds themselves are in packages beside this.
 */
@NullMarked
package dev.setpoint.target.lxd.kind;

import org.jspecify.annotations.NullMarked;
