/**
 * The way from what is live to git: drafts of every target become manifests that the reader takes,
 * each compared with the live object as an agent would compare it. Changes nothing live and writes
 * no file; knows no engine.
 *
 * <p>Door: {@link dev.setpoint.adopt.Adoption}. Called by the command line.
 */
@NullMarked
package dev.setpoint.adopt;

import org.jspecify.annotations.NullMarked;
