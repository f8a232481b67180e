package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measuring instruments; each site has one of every kind. */
final class Instruments {

    private static final Map<String, String> KINDS = kinds();

    private Instruments() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("BFE", "细菌过滤效率测试仪");
        kinds.put("FLT", "颗粒过滤效率测试仪");
        kinds.put("DPM", "压差计");
        kinds.put("TEN", "电子拉力试验机");
        kinds.put("HYD", "抗渗水性测定仪");
        kinds.put("BLD", "合成血液穿透试验仪");
        kinds.put("FLM", "阻燃性能测试仪");
        kinds.put("FIT", "适合性测试仪");
        kinds.put("CAL", "游标卡尺");
        kinds.put("MOI", "透湿量测试仪");
        kinds.put("EST", "法拉第筒");
        kinds.put("GCX", "气相色谱仪");
        kinds.put("PRT", "尘埃粒子计数器");
        kinds.put("INC", "恒温培养箱");
        kinds.put("SPR", "沾水度测试仪");
        return kinds;
    }

    static List<String> all() {
        return List.copyOf(KINDS.keySet());
    }

    static String name(String kind) {
        return KINDS.getOrDefault(kind, kind);
    }

    static String id(Site site, String kind) {
        return site.name() + "-" + kind + "-01";
    }

    static String forCharacteristic(Site site, String characteristic) {
        String kind = switch (characteristic) {
            case "BFE" -> "BFE";
            case "PFE", "FILTRATION" -> "FLT";
            case "PRESSURE-DIFFERENCE", "AIRFLOW-RESISTANCE", "ROOM-PRESSURE" -> "DPM";
            case "STRAP", "STRENGTH", "ELONGATION" -> "TEN";
            case "HYDROSTATIC" -> "HYD";
            case "BLOOD-PENETRATION", "BLOOD-RESISTANCE" -> "BLD";
            case "AFTERFLAME" -> "FLM";
            case "FIT-FACTOR" -> "FIT";
            case "MOISTURE" -> "MOI";
            case "CHARGE", "STATIC-DECAY" -> "EST";
            case "EO-RESIDUE" -> "GCX";
            case "PARTICLES" -> "PRT";
            case "BIOBURDEN", "BACTERIA", "FUNGI", "STERILITY", "SETTLE-MICROBES" -> "INC";
            case "WETTING" -> "SPR";
            default -> "CAL";
        };
        return id(site, kind);
    }
}
