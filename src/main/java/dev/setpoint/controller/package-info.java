/**
 * The control loop: follows the source, reads manifests, places them on nodes, issues orders, takes
 * reports, and keeps the record of revisions and people's words. Never talks to an engine.
 *
 * <p>Door: {@link dev.setpoint.controller.Control}.
 */
@NullMarked
package dev.setpoint.controller;

import org.jspecify.annotations.NullMarked;
