/** Drafts of what was recorded from real engines. */
@NullMarked
package dev.setpoint.target.docker.draft;

import org.jspecify.annotations.NullMarked;
