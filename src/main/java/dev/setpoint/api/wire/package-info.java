/**
 * The JSON of the API as records: stable names in camelCase, times in ISO-8601, values of fields as
 * text that already hides secrets. Known to the server and to the command line; holds no behaviour
 * beyond reading and writing JSON and the files by which the two find each other.
 *
 * <p>Doors: {@link dev.setpoint.api.wire.StatusView}, {@link dev.setpoint.api.wire.WireJson},
 * {@link dev.setpoint.api.wire.ApiAccess}.
 */
@NullMarked
package dev.setpoint.api.wire;

import org.jspecify.annotations.NullMarked;
