package tensorbang.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component as a setting: its name in snake_case is its key in JSON and YAML, and with dashes it is an
 * option of the command line. See {@link SettingSpec}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What it does, for help texts: a phrase or sentences, ending with a full stop. */
  String value();

  /** The default, as text, where the record has no instance that holds the defaults. */
  String standard() default "";

  /** The form of a value, for help texts: {@code N}, {@code RATE}. */
  String label() default "VALUE";

  /** The least value of a number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** A number must be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** The greatest value of a number. */
  double max() default Double.POSITIVE_INFINITY;

  /** A number must be less than this. */
  double below() default Double.POSITIVE_INFINITY;
}
