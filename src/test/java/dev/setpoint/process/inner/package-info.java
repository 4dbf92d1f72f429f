/** Tests of what machines need that hold nodes inside instances. */
@NullMarked
package dev.setpoint.process.inner;

import org.jspecify.annotations.NullMarked;
