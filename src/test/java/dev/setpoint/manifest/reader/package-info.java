/** Tests of the strict reader. */
@NullMarked
package dev.setpoint.manifest.reader;

import org.jspecify.annotations.NullMarked;
