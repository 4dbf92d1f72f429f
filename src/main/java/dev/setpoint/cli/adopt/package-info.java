/**
 * The verb {@code adopt}: asks for manifests of what is live, prints or writes them, and says what
 * they leave out.
 *
 * <p>Doors: {@link dev.setpoint.cli.adopt.AdoptVerb}, {@link dev.setpoint.cli.adopt.Adopting}.
 */
@NullMarked
package dev.setpoint.cli.adopt;

import org.jspecify.annotations.NullMarked;
