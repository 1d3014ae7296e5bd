package dev.occam.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the api, as a plugin's jar may state it in its manifest: {@code Occam-Api: 1.4}.
 *
 * @param major changes when something is taken away
 * @param minor changes when something is added
 */
public record ApiVersion(int major, int minor) {
    /** The manifest attribute that states the version a plugin was built for. */
    public static final String ATTRIBUTE = "Occam-Api";

    /** The version of this api. */
    public static final ApiVersion CURRENT = new ApiVersion(0, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.-].*)?");

    /** Reads {@code 1.4}; what follows in {@code 1.4.2} or {@code 1.4-rc1} does not count. Empty if it is no version. */
    public static Optional<ApiVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }

    /** Whether a plugin that was built for this runs on that api: same major, not newer. */
    public boolean runsOn(ApiVersion host) {
        return major == host.major && minor <= host.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
