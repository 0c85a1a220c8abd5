// The words of the forms, as the scanner compares them: without blanks and in one width. A test writes this file.

#include <stddef.h>

#define TABLES 4

static const char *const TITLES[] = {
    "部门(单位)整体绩效目标表",
    "部门(单位)整体支出绩效目标申报表",
    NULL,
};

static const char *const IDENTITIES[] = {
    "部门(单位)名称",
    NULL,
};

static const char *const FIELDS[] = {
    "年度预算收入",
    NULL,
};

static const char *const BREAKDOWNS[] = {
    "年度预算支出",
    NULL,
};

static const char *const TEXTS[] = {
    "年度绩效目标",
    "年度总体目标",
    NULL,
};

static const char *const PARTS[] = {
    "年度部门预算支出",
    "人员类项目",
    "其他运转类项目",
    "公用经费类项目",
    "特定目标类项目",
    NULL,
};

static const char *const HEADERS[] = {
    "对应项目",
    "预算资金情况(万元)",
    "一级指标",
    "二级指标",
    "三级指标",
    "运算符号",
    "指标值",
    "度量单位",
    "完成时限",
    "任务名称",
    "主要内容",
    "预算金额(万元)",
    "总额",
    "财政拨款",
    "其他资金",
    NULL,
};

static const char *const SUBHEADERS[] = {
    "总额",
    "财政拨款",
    "其他资金",
    NULL,
};

enum Shape { LIST, INDICATORS, SHAPES };

// Labels and headers of the tables.
static const struct {
  const char *label;
  unsigned char table;
  unsigned char shape;
  const char *headers[13];
} HEADS[] = {
    {"年度主要任务", 0, LIST, {"对应项目", "预算资金情况(万元)"}},
    {"年度绩效指标", 1, INDICATORS, {"一级指标", "二级指标", "三级指标", "运算符号", "指标值", "度量单位", "完成时限"}},
    {"年度主要任务", 2, LIST, {"任务名称", "主要内容", "预算金额(万元)"}},
    {"年度绩效指标", 3, INDICATORS, {"一级指标", "二级指标", "三级指标", "指标值"}},
};
