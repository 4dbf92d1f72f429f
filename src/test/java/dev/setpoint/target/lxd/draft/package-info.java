/** Drafts of what servers say, as text. */
@NullMarked
package dev.setpoint.target.lxd.draft;

import org.jspecify.annotations.NullMarked;
