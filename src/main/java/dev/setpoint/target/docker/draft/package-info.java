/**
 * Manifests that say what a container engine holds. Reads an inspection back into the words of the
 * declaration, without what image and engine bring along, and says what no manifest can say.
 *
 * <p>Door: {@link dev.setpoint.target.docker.draft.EngineDrafter}.
 */
@NullMarked
package dev.setpoint.target.docker.draft;

import org.jspecify.annotations.NullMarked;
