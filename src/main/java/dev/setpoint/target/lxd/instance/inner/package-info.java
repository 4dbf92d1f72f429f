/**
 * Nodes inside instances: whether an agent runs there and is the one that is wanted, how it is put
 * there through the server alone, and whether Docker can work there. Where the program and the
 * tokens come from is not known here.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.instance.inner.InnerNodes}, {@link
 * dev.setpoint.target.lxd.instance.inner.InnerAgents}.
 */
@NullMarked
package dev.setpoint.target.lxd.instance.inner;

import org.jspecify.annotations.NullMarked;
