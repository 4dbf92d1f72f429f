/**
 * Files, directories and links of the machine: how they are seen and how they are written so that
 * nobody ever reads half of one.
 *
 * <p>Door: {@link dev.setpoint.target.host.file.FileKind}.
 */
@NullMarked
package dev.setpoint.target.host.file;

import org.jspecify.annotations.NullMarked;
