/**
 * Who may let a node join that lies inside one of its instances. Door: {@link
 * dev.setpoint.controller.invite.InnerNodes}.
 */
@NullMarked
package dev.setpoint.controller.invite;

import org.jspecify.annotations.NullMarked;
