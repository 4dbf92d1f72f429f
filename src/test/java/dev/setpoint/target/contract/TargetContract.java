package dev.setpoint.target.contract;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** What every target keeps, whichever engine it drives. An engine extends this and gives itself. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
abstract class TargetContract {
  private final Supplier<Subject> subject;

  TargetContract(Supplier<Subject> subject) {
    this.subject = subject;
  }

  @Nested
  class Fields extends FieldContract {
    Fields() {
      super(subject.get());
    }
  }

  @Nested
  class Ownership extends OwnershipContract {
    Ownership() {
      super(subject.get());
    }
  }

  @Nested
  class Corrections extends CorrectionContract {
    Corrections() {
      super(subject.get());
    }
  }

  @Nested
  class Events extends EventContract {
    Events() {
      super(subject.get());
    }
  }
}
