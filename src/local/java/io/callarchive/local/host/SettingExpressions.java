package io.callarchive.local.host;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code %NAME%} in a binding by the app setting NAME; a setting that is not there is an error. */
record SettingExpressions(Map<String, String> settings) {
    private static final Pattern EXPRESSION = Pattern.compile("%([^%]+)%");

    SettingExpressions {
        settings = Map.copyOf(settings);
    }

    String resolve(String text) {
        return EXPRESSION.matcher(text).replaceAll(found -> Matcher.quoteReplacement(setting(found.group(1))));
    }

    private String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new UnusableFunction("%" + name + "% does not resolve: there is no app setting " + name);
        }
        return value;
    }
}
