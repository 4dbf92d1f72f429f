/**
 * What LXD and Incus servers hold: one record per YAML block of the manifests of instances,
 * profiles, storage pools, projects and images, and what these servers know beyond engines of
 * networks and volumes. Values only; texts of sizes and amounts stay as they are written, a target
 * brings them into its normal form.
 *
 * <p>Door: {@link dev.setpoint.manifest.instance.ServerSpec}.
 */
@NullMarked
package dev.setpoint.manifest.instance;

import org.jspecify.annotations.NullMarked;
