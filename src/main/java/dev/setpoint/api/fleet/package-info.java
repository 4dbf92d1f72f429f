/**
 * Routes that speak of the whole fleet: its nodes page by page, and what people approve. No logic
 * of its own.
 */
@NullMarked
package dev.setpoint.api.fleet;

import org.jspecify.annotations.NullMarked;
