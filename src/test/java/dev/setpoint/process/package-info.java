/** Tests of what an agent's process opens. */
@NullMarked
package dev.setpoint.process;

import org.jspecify.annotations.NullMarked;
