package io.remoteaudit.standard;

import java.util.List;

/**
 * The units, one a line: symbol, factor to the dimension's base unit (with the offset of a temperature after a plus
 * sign), further spellings. Conventional water and mercury columns are those of ISO 80000-4: 9.80665 Pa and
 * 133.322387415 Pa.
 */
final class UnitTable {

    private UnitTable() {}

    static List<String> of(Dimension dimension) {
        return switch (dimension) {
            case RATIO ->
                List.of(
                        "% | 0.01 | percent,pct,百分之,%RH,RH%,RH",
                        "1 | 1 | 个,只,片,件,枚,次,级,grade,class,pcs,pc,piece,pieces,/,-,无", "‰ | 0.001 | permille,千分之");
            case PRESSURE ->
                List.of(
                        "Pa | 1 | 帕,帕斯卡,N/m2",
                        "kPa | 1000 | 千帕",
                        "hPa | 100 | 百帕",
                        "MPa | 1000000 | 兆帕,N/mm2",
                        "mPa | 0.001 | 毫帕",
                        "mbar | 100 | 毫巴",
                        "bar | 100000 | 巴",
                        "mmH2O | 9.80665 | 毫米水柱,mm水柱,mmWC,mmAq",
                        "cmH2O | 98.0665 | 厘米水柱,cm水柱,cmWC",
                        "mmHg | 133.322387415 | 毫米汞柱,mm汞柱");
            case PRESSURE_PER_AREA ->
                List.of(
                        "Pa/cm² | 1 | 帕/平方厘米,帕每平方厘米",
                        "kPa/cm² | 1000",
                        "mbar/cm² | 100",
                        "mmH2O/cm² | 9.80665 | 毫米水柱/平方厘米,mmWC/cm2");
            case LENGTH ->
                List.of(
                        "mm | 0.001 | 毫米",
                        "cm | 0.01 | 厘米,公分",
                        "m | 1 | 米",
                        "km | 1000 | 千米,公里",
                        "µm | 0.000001 | 微米,micron",
                        "nm | 0.000000001 | 纳米",
                        "inch | 0.0254 | 英寸,inches");
            case AREA -> List.of("cm² | 0.0001 | 平方厘米", "m² | 1 | 平方米,sqm", "mm² | 0.000001 | 平方毫米");
            case VOLUME ->
                List.of("mL | 0.001 | 毫升,cm3,cc", "L | 1 | 升,litre,liter,dm3", "µL | 0.000001 | 微升", "m³ | 1000 | 立方米");
            case MASS ->
                List.of(
                        "g | 1 | 克,gram",
                        "kg | 1000 | 千克,公斤",
                        "mg | 0.001 | 毫克",
                        "µg | 0.000001 | 微克",
                        "t | 1000000 | 吨");
            case TIME ->
                List.of(
                        "s | 1 | 秒,sec,second,seconds",
                        "min | 60 | 分钟,分,minute,minutes",
                        "h | 3600 | 小时,时,hr,hour,hours",
                        "d | 86400 | 天,日,day,days",
                        "w | 604800 | 周,星期,week,weeks",
                        "ms | 0.001 | 毫秒");
            case TEMPERATURE ->
                List.of("°C | 1.8+273.15 | 摄氏度,℃,degC,C,oC,度", "K | 1.8 | 开,开尔文", "°F | 1+459.67 | 华氏度,℉,degF,F");
            case MASS_RATIO ->
                List.of(
                        "µg/g | 1 | mg/kg,ppm,微克/克,毫克/千克,毫克/公斤",
                        "mg/g | 1000 | 毫克/克,g/kg",
                        "ng/g | 0.001 | µg/kg,ppb,微克/千克");
            case MASS_PER_VOLUME ->
                List.of(
                        "mg/m³ | 1 | µg/L,毫克/立方米",
                        "mg/L | 1000 | µg/mL,g/m3,毫克/升",
                        "g/L | 1000000 | mg/mL,kg/m3,克/升",
                        "µg/m³ | 0.001 | 微克/立方米");
            case MASS_PER_AREA -> List.of("g/m² | 1 | gsm,克/平方米,g/sqm", "g/cm² | 10000", "kg/m² | 1000");
            case MASS_FLOW ->
                List.of(
                        "g/(m²·d) | 1 | g/(m2 24h),g/m2/d,g/m2/24h,g/m2 24h,g/m2d,克/(平方米 天),克/(平方米 24小时)",
                        "g/(m²·h) | 24 | g/m2/h,g/m2h",
                        "kg/(m²·d) | 1000 | kg/(m2 24h),kg/m2/d");
            case FLOW ->
                List.of(
                        "L/min | 60 | 升/分,升/分钟,LPM,lpm",
                        "mL/min | 0.06 | 毫升/分,毫升/分钟,cm3/min,ccm",
                        "L/h | 1 | 升/小时",
                        "L/s | 3600 | 升/秒",
                        "m³/h | 1000 | 立方米/小时");
            case SPEED ->
                List.of(
                        "m/s | 3600 | 米/秒",
                        "cm/s | 36 | 厘米/秒",
                        "mm/s | 3.6 | 毫米/秒",
                        "m/min | 60 | 米/分,米/分钟",
                        "mm/min | 0.06 | 毫米/分,毫米/分钟");
            case FREQUENCY -> List.of("Hz | 60 | 赫兹,1/s", "kHz | 60000 | 千赫", "r/min | 1 | rpm,转/分,次/分,1/min");
            case FORCE ->
                List.of(
                        "N | 1 | 牛,牛顿",
                        "kN | 1000 | 千牛",
                        "MN | 1000000 | 兆牛",
                        "mN | 0.001 | 毫牛",
                        "cN | 0.01 | 厘牛",
                        "kgf | 9.80665");
            case FORCE_PER_LENGTH ->
                List.of(
                        "N/m | 3",
                        "N/cm | 300",
                        "N/mm | 3000",
                        "N/15mm | 200",
                        "N/25mm | 120 | N/2.5cm",
                        "N/50mm | 60 | N/5cm");
            case COLONIES -> List.of("CFU | 1 | 菌落");
            case COLONIES_PER_MASS -> List.of("CFU/g | 1 | 个/g,个/克,菌落/克", "CFU/10g | 0.1", "CFU/kg | 0.001");
            case COLONIES_PER_AREA ->
                List.of("CFU/100 cm² | 1 | CFU/dm2,CFU/100平方厘米", "CFU/cm² | 100 | 个/cm2,CFU/平方厘米", "CFU/m² | 0.01");
            case COLONIES_PER_VOLUME ->
                List.of(
                        "CFU/m³ | 1 | 个/m3,CFU/立方米",
                        "CFU/L | 1000 | CFU/升",
                        "CFU/mL | 1000000 | 个/mL,CFU/毫升",
                        "CFU/100mL | 10000");
            case COLONIES_PER_DISH -> List.of("CFU/dish | 1 | CFU/皿,个/皿,CFU/plate,个/(φ90·0.5h),CFU/4h");
            case PARTICLES_PER_VOLUME ->
                List.of("particles/m³ | 1 | 粒/m3,粒/立方米,颗/m3,pcs/m3,1/m3", "particles/L | 1000 | 粒/L,粒/升,颗/L,pcs/L");
            case LOG_COUNT -> List.of("log CFU | 1 | log10,lg,logCFU,log10CFU,log");
            case CHARGE -> List.of("µC | 1 | 微库,微库仑,µC/件,µC/piece,µC/pc", "nC | 0.001 | 纳库");
            case VOLTAGE -> List.of("V | 1 | 伏,伏特", "kV | 1000 | 千伏", "mV | 0.001 | 毫伏");
            case RESISTANCE ->
                List.of("Ω | 1 | 欧,欧姆,ohm", "kΩ | 1000 | 千欧,kohm", "MΩ | 1000000 | 兆欧,Mohm", "mΩ | 0.001 | 毫欧,mohm");
            case POWER -> List.of("W | 1 | 瓦", "kW | 1000 | 千瓦");
            case DOSE -> List.of("kGy | 1 | 千戈瑞", "Gy | 0.001 | 戈瑞,戈", "Mrad | 10");
            case ILLUMINANCE -> List.of("lx | 1 | 勒克斯,lux");
            case SOUND_LEVEL -> List.of("dB | 1 | 分贝,dB(A),dBA");
            case ACIDITY -> List.of("pH | 1");
        };
    }
}
