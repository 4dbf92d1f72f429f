/**
 * The table of fields: for each field what git says first, how somebody moves it by hand, which
 * drift and remedy that must show, and what git says then.
 *
 * <p>Door: {@link dev.setpoint.target.contract.field.FieldCases}.
 */
@NullMarked
package dev.setpoint.target.contract.field;

import org.jspecify.annotations.NullMarked;
