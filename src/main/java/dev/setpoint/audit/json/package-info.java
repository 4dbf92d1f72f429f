/**
 * The canonical JSON of the record: a writer whose bytes never change for the same input, and the
 * one form that values of fields take in it. Knows no event and no table.
 *
 * <p>Doors: {@link dev.setpoint.audit.json.CanonicalJson}, {@link
 * dev.setpoint.audit.json.FieldValueJson}.
 */
@NullMarked
package dev.setpoint.audit.json;

import org.jspecify.annotations.NullMarked;
