/**
 * The control loop: follows the source, reads manifests, places them on nodes, issues orders, takes
 * reports, and keeps the record of revisions and people's words. Never talks to an engine.
 *
 * <p>Doors: {@link dev.setpoint.controller.Control}, and {@link
 * dev.setpoint.controller.ControllerState}, which the store implements.
 */
@NullMarked
package dev.setpoint.controller;

import org.jspecify.annotations.NullMarked;
