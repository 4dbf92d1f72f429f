/**
 * The canonical JSON of the record: a writer whose bytes never change for the same input, and the
 * one form that values of fields, our own records and the loop breaker's memory take in it. Knows
 * no event, no table and no file.
 *
 * <p>Doors: {@link dev.setpoint.audit.json.CanonicalJson}, {@link
 * dev.setpoint.audit.json.FieldValueJson}, {@link dev.setpoint.audit.json.RecordJson}, {@link
 * dev.setpoint.audit.json.HistoryJson}.
 */
@NullMarked
package dev.setpoint.audit.json;

import org.jspecify.annotations.NullMarked;
