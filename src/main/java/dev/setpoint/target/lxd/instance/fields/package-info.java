/**
 * The fields of an instance: what is declared and what is there, brought into one form, and what a
 * change of each takes. Pure; asks no server.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.instance.fields.DeclaredInstance}, {@link
 * dev.setpoint.target.lxd.instance.fields.LiveInstance}.
 */
@NullMarked
package dev.setpoint.target.lxd.instance.fields;

import org.jspecify.annotations.NullMarked;
