/** Tests of what is written as YAML. */
@NullMarked
package dev.setpoint.manifest.writer;

import org.jspecify.annotations.NullMarked;
