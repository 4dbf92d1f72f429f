/** Tests of spellings. */
@NullMarked
package dev.setpoint.target.lxd.spelling;

import org.jspecify.annotations.NullMarked;
