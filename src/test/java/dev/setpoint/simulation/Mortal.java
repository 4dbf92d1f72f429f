package dev.setpoint.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a process reaches, seen through its life: a call that changes something is a step, at which
 * it may die before the change or after it.
 */
final class Mortal {
  private final Life life;
  private final RandomGenerator random;

  Mortal(Life life, RandomGenerator random) {
    this.life = life;
    this.random = random;
  }

  /** Sees calls before and after they are made. */
  interface Witness {
    /** A call that changes something is about to be made. */
    default void before(String method, List<Object> arguments) {}

    /** It was made. */
    default void after(String method, List<Object> arguments, @Nullable Object result) {}

    /** Any call; may throw what the other side would. */
    default void reach(String method) {}
  }

  /** The other side as an interface; these of its methods change something. */
  <T> T of(Class<T> type, T other, Set<String> changing, Witness witness) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              var given = arguments == null ? new Object[0] : arguments;
              witness.reach(method.getName());
              if (!changing.contains(method.getName())) {
                return invoke(() -> method.invoke(other, given));
              }
              return change(method.getName(), given, witness, () -> method.invoke(other, given));
            });
    return type.cast(proxy);
  }

  private @Nullable Object change(String name, Object[] given, Witness witness, Call call)
      throws Throwable {
    boolean dies = life.diesNow(name);
    if (dies && random.nextBoolean()) {
      throw life.die("before " + name);
    }
    var arguments = List.of(given);
    witness.before(name, arguments);
    var result = invoke(call);
    witness.after(name, arguments, result);
    if (dies) {
      throw life.die("after " + name);
    }
    return result;
  }

  @FunctionalInterface
  private interface Call {
    @Nullable Object make() throws ReflectiveOperationException;
  }

  private static @Nullable Object invoke(Call call) throws Throwable {
    try {
      return call.make();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
