/** Tests of the certificates of nodes. */
@NullMarked
package dev.setpoint.trust.leaf;

import org.jspecify.annotations.NullMarked;
