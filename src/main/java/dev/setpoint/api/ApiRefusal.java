package dev.setpoint.api;

import dev.setpoint.api.wire.ErrorView;

/** A request that cannot be served, with what the caller is told. */
public final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorView view;

  private ApiRefusal(int status, ErrorView view) {
    super(view.message(), null, false, false);
    this.status = status;
    this.view = view;
  }

  /** What was asked is not a sensible question. */
  public static ApiRefusal badRequest(String error, String message, String remedy) {
    return new ApiRefusal(400, new ErrorView(error, message, remedy));
  }

  /** Nobody knows what was asked for. */
  public static ApiRefusal notFound(String error, String message, String remedy) {
    return new ApiRefusal(404, new ErrorView(error, message, remedy));
  }

  /** Too many ask for the same at once. */
  public static ApiRefusal busy(String error, String message, String remedy) {
    return new ApiRefusal(429, new ErrorView(error, message, remedy));
  }

  int status() {
    return status;
  }

  ErrorView view() {
    return view;
  }
}
