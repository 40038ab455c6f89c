fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let l = kehoach_dump::Limits::default();
        for _ in 0..3 { kehoach_dump::read(&b, &l).unwrap(); }
        let t = std::time::Instant::now();
        let n = 20;
        for _ in 0..n { std::hint::black_box(kehoach_dump::read(&b, &l).unwrap()); }
        let s = t.elapsed().as_secs_f64() / n as f64;
        println!("{} {:.1} ms {:.2} MB/s", f.rsplit('/').next().unwrap(), s * 1e3, b.len() as f64 / s / 1e6);
    }
}
