package dev.setpoint.manifest.instance;

import org.jspecify.annotations.Nullable;

/**
 * What cloud-init finds at the first start; null for what is not declared.
 *
 * <pre>
 * cloudInit:
 *   userData: {file: files/user-data.yaml}
 *   networkData: |
 *     version: 2
 * </pre>
 */
public record CloudInit(
    @Nullable TextSource userData,
    @Nullable TextSource networkData,
    @Nullable TextSource vendorData) {
  /** Nothing is declared. */
  public static final CloudInit NONE = new CloudInit(null, null, null);
}
