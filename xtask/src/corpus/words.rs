//! Words from which `vary` makes its rows. All invented; every combination reads as correct Vietnamese.

pub(super) const PLACES: [&str; 8] =
    ["Hồng Lam", "Đồng Mây", "Bến Tràm", "Khe Sậy", "Đá Bia", "Tràng Sa", "Lam Thượng", "Yên Hạc"];

pub(super) const PERSONS: [&str; 6] = [
    "Lương Thế Khải",
    "Phùng Văn Lạc",
    "Tống Quang Hiển",
    "Kiều Hữu Nghĩa",
    "Đoàn Thị Thu Miên",
    "Vi Thị Sương",
];

pub(super) const THEMES: [&str; 4] =
    ["Chuyển đổi số", "Cải cách hành chính", "Số hóa dữ liệu môi trường", "Phát triển dữ liệu dùng chung"];

pub(super) const GROUPS: [&str; 8] = [
    "Hạ tầng số",
    "Dữ liệu số",
    "Chính quyền số",
    "Kinh tế số, xã hội số",
    "An toàn thông tin",
    "Cải cách thủ tục hành chính",
    "Môi trường, chất thải",
    "Nhân lực số",
];

/// What is counted or worked on.
pub(super) const THINGS: [&str; 14] = [
    "hồ sơ địa chính dạng giấy",
    "sổ hộ tịch đang lưu giữ",
    "giấy phép môi trường còn hiệu lực",
    "tài liệu lưu trữ đã được chỉnh lý",
    "kết quả giải quyết thủ tục hành chính",
    "số liệu quan trắc nước mặt, nước dưới đất",
    "hợp đồng thuê đất công",
    "hồ sơ người có công",
    "danh mục tài sản công",
    "biên bản kiểm tra chuyên ngành",
    "văn bản chỉ đạo, điều hành",
    "phản ánh, kiến nghị của người dân",
    "báo cáo quản lý chất thải rắn sinh hoạt",
    "hồ sơ cán bộ, công chức, viên chức",
];

/// What is to have happened to the thing.
pub(super) const DONE: [&str; 8] = [
    "được số hóa và gắn mã định danh",
    "được ký số và luân chuyển trên môi trường mạng",
    "được cập nhật vào cơ sở dữ liệu dùng chung",
    "được đối soát với dữ liệu dân cư",
    "được công khai trên cổng thông tin điện tử",
    "được chuẩn hóa theo khung dữ liệu của tỉnh",
    "được kiểm tra chất lượng ít nhất một lần trong năm",
    "được tra cứu qua nền tảng dùng chung",
];

pub(super) const WHERE: [&str; 8] = [
    "tại các xã, phường vùng ven sông",
    "tại các cơ quan chuyên môn cấp tỉnh",
    "trên địa bàn các xã miền núi",
    "ở khu vực đô thị và khu dân cư tập trung",
    "tại các đơn vị sự nghiệp công lập",
    "thuộc phạm vi quản lý của ngành",
    "tại nơi mới sắp xếp đơn vị hành chính",
    "trong toàn tỉnh",
];

pub(super) const SO_THAT: [&str; 7] = [
    ", bảo đảm thống nhất giữa bản giấy và bản điện tử",
    ", không yêu cầu nộp lại giấy tờ đã có trên hệ thống",
    ", phục vụ tra cứu và tái sử dụng khi giải quyết thủ tục",
    ", có phân quyền theo vị trí việc làm",
    ", sẵn sàng chia sẻ cho cấp xã khi có yêu cầu",
    ", xác định rõ người chịu trách nhiệm và thời hạn xử lý",
    "",
];

/// Openings of a task.
pub(super) const VERBS: [&str; 8] = [
    "Rà soát, chuẩn hóa",
    "Xây dựng quy trình quản lý",
    "Kiểm tra, đánh giá chất lượng",
    "Tổ chức thống kê, cập nhật",
    "Hướng dẫn cấp xã khai thác",
    "Thí điểm công cụ tra cứu",
    "Bố trí nhân lực xử lý",
    "Lập kế hoạch số hóa",
];

pub(super) const BODIES: [&str; 14] = [
    "Sở Khoa học và Công nghệ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Tài chính",
    "Sở Công Thương",
    "Văn phòng UBND tỉnh",
    "Công an tỉnh",
    "Các sở, ban, ngành",
    "UBND cấp xã",
    "UBND các xã, phường",
    "Sở Y tế; UBND cấp xã",
    "Trung tâm Phục vụ hành chính công",
    "Các sở, ban, ngành, địa phương",
];

/// Units of counting, each with values that go with it.
pub(super) const MEASURES: [(&str, [&str; 4], [&str; 4]); 3] = [
    ("%", ["≥ 70", "100", "50-80", "≥ 92,5"], ["61", "84,5", "47", ""]),
    ("hồ sơ", ["1.200", "≥ 850", "3.000", "2.400"], ["960", "", "2.150", "1.030"]),
    ("xã", ["14", "≥ 40", "62", "25"], ["9", "31", "", "18"]),
];

pub(super) const RESULTS: [&str; 7] = [
    "Báo cáo kết quả",
    "Quyết định ban hành quy trình",
    "Danh mục được công bố",
    "Dữ liệu được nghiệm thu",
    "Kế hoạch chi tiết",
    "Công cụ đưa vào sử dụng",
    "",
];

pub(super) const DEADLINES: [&str; 11] = [
    "Quý II/2026",
    "Tháng 9/2026",
    "Thường xuyên",
    "Trước ngày 30/6/2026",
    "Hằng năm",
    "Từ năm 2026",
    "2026",
    "2025-2026",
    "Quý II-III/2026",
    "Theo hướng dẫn của Bộ Nội vụ",
    "Trước ngày 15/11/2026",
];

/// What follows "Cơ quan, đơn vị" in the paragraphs of the text.
pub(super) const DUTIES: [&str; 6] = [
    "phân công một lãnh đạo trực tiếp phụ trách và chịu trách nhiệm về kết quả",
    "công khai tiến độ thực hiện vào ngày 20 hằng tháng",
    "không để dữ liệu nằm riêng lẻ tại từng bộ phận",
    "lồng ghép nhiệm vụ này với kế hoạch công tác năm để tránh trùng lặp",
    "gắn kết quả thực hiện với việc xếp loại cuối năm",
    "tổng hợp khó khăn, vướng mắc, đề xuất giải pháp trước kỳ giao ban quý",
];
