package dev.occam.cli;

import dev.occam.StudyResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A study's verdicts as a JSON document; its figures as numbers are in {@code study.json}. */
final class StudyJson {
    private StudyJson() {}

    static Map<String, Object> of(StudyResult result) {
        List<Object> claims = new ArrayList<>();
        for (StudyResult.Verdict verdict : result.verdicts()) {
            Map<String, Object> claim = new LinkedHashMap<>();
            claim.put("claim", verdict.claim());
            claim.put("data", verdict.data());
            claim.put("verdict", verdict.outcome().name().toLowerCase(Locale.ROOT));
            claim.put("figures", verdict.figures());
            claims.add(claim);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("study", result.name());
        json.put("runs", result.runs());
        json.put("failed", result.failed());
        json.put("claims", claims);
        json.put("page", result.page().toString());
        json.put("document", result.document().toString());
        json.put("seconds", ResultJson.number(result.seconds()));
        return json;
    }
}
