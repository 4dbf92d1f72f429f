/**
 * The demo: finds or installs an engine, makes an image and a repository to play with, runs the
 * same as {@code up} on them, and takes all of it away again.
 *
 * <p>Door: {@link dev.setpoint.cli.demo.DemoPorts} for what it needs of other rooms.
 */
@NullMarked
package dev.setpoint.cli.demo;

import org.jspecify.annotations.NullMarked;
