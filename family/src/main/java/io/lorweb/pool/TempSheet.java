package io.lorweb.pool;
import io.lorweb.data.*;
import java.awt.*; import java.awt.image.*; import java.io.File; import java.nio.file.*; import java.util.*; import java.util.List;
public class TempSheet { public static void main(String[] a) throws Exception {
  long t=System.nanoTime(); int size=Integer.parseInt(a[1]);
  var made=new PoolMaker(new Packages(Path.of("/work/tmp/npmcache"),false), Path.of(a[0]), size, 2).make(ProgressListener.NONE);
  System.out.println((System.nanoTime()-t)/1e9); made.failures().forEach(System.out::println);
  for (Style s: Style.values()) System.out.println(s+" "+made.pool().names(s).size()+" test "+made.pool().names(s,Split.TEST).size());
  int n=16; Style[] st=Style.values(); BufferedImage im=new BufferedImage(n*size*1, st.length*size*2, BufferedImage.TYPE_INT_RGB); Graphics2D g=im.createGraphics(); g.setColor(Color.WHITE); g.fillRect(0,0,9999,9999);
  Random r=new Random(Long.parseLong(a[2]));
  for(int i=0;i<st.length;i++) for(int j=0;j<2*n;j++){ var names=made.pool().names(st[i]); var d=made.pool().drawing(st[i],names.get(r.nextInt(names.size()))).get(); BufferedImage x=new BufferedImage(size,size,BufferedImage.TYPE_INT_ARGB); for(int p=0;p<size*size;p++) x.setRGB(p%size,p/size,(d.rgba()[p*4+3]&255)<<24|(d.rgba()[p*4]&255)<<16|(d.rgba()[p*4+1]&255)<<8|d.rgba()[p*4+2]&255); g.drawImage(x,(j%n)*size,(i*2+j/n)*size,null);}
  javax.imageio.ImageIO.write(im,"png",new File(a[3]));
}}
