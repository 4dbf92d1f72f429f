/**
 * The kind {@code Instance} on LXD and Incus: how instances are seen. What their fields are and how
 * they are changed is in the packages below.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.instance.Instances}.
 */
@NullMarked
package dev.setpoint.target.lxd.instance;

import org.jspecify.annotations.NullMarked;
