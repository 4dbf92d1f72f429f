/**
 * Trees of JSON read and written without the mapper of objects, which would be a tenth of all that
 * an agent loads. Knows no format: who reads says what is allowed.
 *
 * <p>Door: {@link dev.setpoint.manifest.json.JsonTrees}.
 */
@NullMarked
package dev.setpoint.manifest.json;

import org.jspecify.annotations.NullMarked;
