/**
 * Manifests that say what is live already: what every target drafts, whatever it is. One {@link
 * dev.setpoint.target.draft.Drafter} per target or kind; none changes anything.
 *
 * <p>Doors: {@link dev.setpoint.target.draft.Drafter}, {@link dev.setpoint.target.draft.Draft}.
 */
@NullMarked
package dev.setpoint.target.draft;

import org.jspecify.annotations.NullMarked;
