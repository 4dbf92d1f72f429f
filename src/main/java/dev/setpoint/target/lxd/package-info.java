/**
 * LXD and Incus behind the interface of targets. Here is the door, {@link
 * dev.setpoint.target.lxd.LxdTarget}; a kind of resource, how a server is spoken to and how it is
 * listened to are in the packages below.
 */
@NullMarked
package dev.setpoint.target.lxd;

import org.jspecify.annotations.NullMarked;
