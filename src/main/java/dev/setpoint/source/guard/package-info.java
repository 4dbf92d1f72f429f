/**
 * What is kept out whatever a repository or the machine says: git's configuration of the user, the
 * system and the environment, names that deceive a reader or a file system, and files that only
 * point at their content. Nothing else lives here; it depends on no other room.
 *
 * <p>Doors: {@link dev.setpoint.source.guard.IsolatedGit}, {@link
 * dev.setpoint.source.guard.LfsPointer}, {@link dev.setpoint.source.guard.NameRules}.
 */
@NullMarked
package dev.setpoint.source.guard;

import org.jspecify.annotations.NullMarked;
