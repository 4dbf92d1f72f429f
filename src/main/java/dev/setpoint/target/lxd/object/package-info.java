/**
 * The kinds of a server that are not instances: profiles, volumes, networks with their access lists
 * and forwards, storage pools, projects and images. What is common to them is written once, what is
 * special to a kind is its {@code Shape}.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.object.ObjectKinds}.
 */
@NullMarked
package dev.setpoint.target.lxd.object;

import org.jspecify.annotations.NullMarked;
