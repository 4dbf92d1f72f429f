/**
 * Tokens and the identities of nodes in the database. What is allowed is decided by the rules of
 * {@code trust}; here it is one statement each, with its entry of the trail in the same
 * transaction. Doors: {@link dev.setpoint.store.identity.SqliteTokenBook}, {@link
 * dev.setpoint.store.identity.SqliteNodeRegistry}.
 */
@NullMarked
package dev.setpoint.store.identity;

import org.jspecify.annotations.NullMarked;
